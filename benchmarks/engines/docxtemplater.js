// A docxtemplater refuses to render twice, so each document gets its own.
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

require("./each.js")((template, position) => {
  const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
  document.render(position);
  return document.toBuffer();
});
