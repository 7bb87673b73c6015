// A rendered docxtemplater cannot render again: its manual makes one per document.
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

require("./each.js")((template, position) => {
  const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
  document.render(position);
  return document.toBuffer();
});
