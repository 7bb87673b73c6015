// One handler serves all documents.
const { TemplateHandler } = require("easy-template-x");

const handler = new TemplateHandler();
require("./each.js")((template, position) => handler.process(template, position));
