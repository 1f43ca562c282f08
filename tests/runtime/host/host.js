// @ts-check
/** A page that only hosts the engine, so that tests can break it; what it does is asked of it by the tests. */

import { openSiteEngine } from "../../../site_src/assets/js/python/opening.js";

const host = { engine: null, prepared: 0, progress: [], states: [], workers: [], mortal: false, said: "" };
window.host = host;

// Every worker the engine opens is at hand, to be stopped in the middle of its work; mortal ones stop by themselves
// as soon as they have given an answer. What Python said last is kept as it came.
const RealWorker = window.Worker;
window.Worker = class extends RealWorker {
  constructor(address, options) {
    super(address, options);
    host.workers.push(this);
    this.addEventListener("message", ({ data }) => {
      if (data.kind !== "reply") return;
      host.said = data.text;
      if (host.mortal) this.terminate();
    });
  }
};

async function get(address) {
  const response = await fetch(address);
  return await response.json();
}

host.begin = async ({ manifest = "/runtime/manifest.json", patience = {}, clauses = {} } = {}) => {
  const rubric = await get("/data/rubric.json");
  host.engine = openSiteEngine("/runtime/", typeof manifest === "string" ? await get(manifest) : manifest, {
    patience,
    prepare: async (ask, holds) => {
      host.loaded = holds !== rubric.digest;
      if (host.loaded) await ask("load", { rubric });
      host.result = await ask("assess", { clauses });
      host.prepared += 1;
    },
  });
  host.engine.addEventListener("progress", ({ detail }) => host.progress.push(detail));
  host.engine.addEventListener("state", ({ detail }) => host.states.push(detail.state));
  host.engine.start();
};

host.open = async (options) => {
  await host.begin(options);
  return await host.settled();
};

host.settled = () =>
  new Promise((resolve) => {
    const look = () => {
      if (host.engine.state === "loading") return;
      host.engine.removeEventListener("state", look);
      resolve(host.report());
    };
    host.engine.addEventListener("state", look);
    look();
  });

host.report = () => {
  const { state, failure, way, build } = host.engine;
  const { code = "", message = "", remedy = "" } = failure || {};
  return { state, way, build, code, message, remedy, prepared: host.prepared };
};

host.retry = () => {
  host.engine.retry();
  return host.settled();
};

host.ask = (op, payload, options) =>
  host.engine.request(op, payload, options).then(
    (value) => ({ value }),
    (error) => ({ error: error.name, code: error.code || "", faults: error.faults || [] }),
  );

/** Asks Python one thing after another and returns what it said, to the letter. */
host.conversation = async (requests) => {
  const said = [];
  for (const { op, ...payload } of requests) {
    await host.engine.request(op, payload);
    said.push(host.said);
  }
  return said;
};

/** Has several talks with Python, request by request, and returns the digest of what it said in each, as pyodide.mjs does. */
host.digests = async (talks) => {
  const digests = [];
  for (const talk of talks) {
    let said = "";
    for (const text of talk) said += `${await host.engine.launch.ask(text)}\0`;
    // 一个字符两个字节（低位在前），残缺的字也有
    const units = Uint16Array.from({ length: said.length }, (_, at) => said.charCodeAt(at));
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", units));
    digests.push([...digest].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
  }
  return digests;
};
