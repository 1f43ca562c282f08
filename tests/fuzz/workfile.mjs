// @ts-check
/** Reads work files as the page does: of each line in base64, one line with what the page made of it, as JSON. */

import { createInterface } from "node:readline";
import { fileText } from "../../site_src/assets/js/files.js";
import { readWorkFile } from "../../site_src/assets/js/maintain/keeping/workfile.js";

for await (const line of createInterface({ input: process.stdin })) {
  const bytes = new Uint8Array(Buffer.from(line, "base64"));
  process.stdout.write(`${JSON.stringify(readWorkFile(fileText(bytes.buffer) ?? ""))}\n`);
}
