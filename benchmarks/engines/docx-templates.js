// noSandbox is what its manual advises for speed, with templates that one trusts.
const { createReport } = require("docx-templates");

require("./each.js")((template, data) => createReport({ template, data, noSandbox: true }));
