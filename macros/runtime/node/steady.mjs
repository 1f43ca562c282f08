// Imported for its effect: time stands still, wherever that is, and chance always says the same, so that equal sources
// make equal snapshots, byte for byte, on whatever machine.
import nodeCrypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

const MOMENT = Date.UTC(2020, 0, 1);
const steadily = (array) => array.fill(1);

// C keeps the names of the time zone: others are of another length, and all that comes after them lies elsewhere.
process.env.TZ = "UTC";

globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length ? given : [MOMENT]));
  }

  static now() {
    return MOMENT;
  }
};
Object.defineProperty(performance, "now", { value: () => 1000 });
crypto.getRandomValues = steadily;
nodeCrypto.randomFillSync = steadily;
syncBuiltinESMExports();
