// Why an older edition cannot be had, in words.
import assert from "node:assert/strict";
import { test } from "node:test";

import { EngineFault, ServiceFault } from "../../site_src/assets/js/python/faults.js";
import { notFetched } from "../../site_src/assets/js/selfcheck/saving/notfetched.js";

test("only where nothing came is the connection to be looked at", (context) => {
  const before = globalThis.document;
  globalThis.document = { body: { dataset: { words: '{"clause": "款", "criteria": "检查标准"}' } } };
  context.after(() => (globalThis.document = before));
  const told = (code) => notFetched(new EngineFault(code));
  assert.equal(told("network"), "要逐款对照，先得取来那一版检查标准：没有取到。请检查网络连接，然后再试。");
  assert.equal(
    told("altered"),
    "要逐款对照，先得取来那一版检查标准：取到的与发布时的不一样，多半是网站上的文件被改动过，为安全起见没有用。请刷新页面再试；仍然这样，请告诉网站的维护人员。",
  );
  assert.match(told("short"), /网站上的文件被改动过.*告诉网站的维护人员/);
  for (const code of ["altered", "missing", "server"]) assert.doesNotMatch(told(code), /网络连接/);
  assert.match(notFetched(new ServiceFault([])), /读不懂的内容/);
});
