// JSON.stringify, and the package that sorts.
"use strict";

const { createInterface } = require("node:readline");
const sorted = require("json-stable-stringify");

const forms = {
  javascript: (body) => JSON.stringify(body),
  "javascript-sorted": (body) => sorted(body),
  "javascript-indent-2": (body) => JSON.stringify(body, null, 2),
  "javascript-indent-4": (body) => JSON.stringify(body, null, 4),
  "javascript-indent-tab": (body) => JSON.stringify(body, null, "\t"),
};

let number = 0;
createInterface({ input: process.stdin }).on("line", (line) => {
  const body = JSON.parse(Buffer.from(line, "base64").toString());
  for (const [form, write] of Object.entries(forms)) {
    process.stdout.write(`${number}\t${form}\t${Buffer.from(write(body)).toString("base64")}\n`);
  }
  number += 1;
});
