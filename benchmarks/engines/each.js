// What every JavaScript peer does around its own call: read a JSON file, write a document.
const fs = require("node:fs");
const path = require("node:path");

module.exports = async (render) => {
  const [template, data, out] = process.argv.slice(2);
  const content = fs.readFileSync(template);
  for (const name of fs.readdirSync(data)) {
    const position = JSON.parse(fs.readFileSync(path.join(data, name), "utf8"));
    fs.writeFileSync(path.join(out, name.replace(/json$/, "docx")), await render(content, position));
  }
};
