// @ts-check
/** A page that only hosts the engine, so that tests can break it; what it does is asked of it by the tests. */

import { openSiteEngine } from "/engine/site.js";

const host = { engine: null, prepared: 0, progress: [], states: [], rubric: null, workers: [] };
window.host = host;

const RealWorker = window.Worker;
window.Worker = class extends RealWorker {
  constructor(address, options) {
    super(address, options);
    host.workers.push(this);
  }
};

async function get(address) {
  const response = await fetch(address);
  return await response.json();
}

host.open = async ({ base = "/runtime/", manifest = "/runtime/manifest.json", patience = {}, clauses = {} } = {}) => {
  host.rubric = await get("/data/rubric.json");
  host.engine = openSiteEngine(base, await get(manifest), {
    patience,
    prepare: async (ask) => {
      await ask("load", { rubric: host.rubric });
      host.result = await ask("assess", { clauses });
      host.prepared += 1;
    },
  });
  host.engine.addEventListener("progress", ({ detail }) => host.progress.push({ ...detail, at: performance.now() }));
  host.engine.addEventListener("state", ({ detail }) => host.states.push(detail.state));
  host.engine.start();
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
  const { state, failure, way, edition } = host.engine;
  const { code = "", message = "", remedy = "", detail = "" } = failure || {};
  return { state, way, edition, code, message, remedy, detail, prepared: host.prepared };
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
