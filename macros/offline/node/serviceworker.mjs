// Writes the service worker of a built site: Workbox lists its files, the plan says how each is kept.
// Usage: node serviceworker.mjs SITE BUNDLE PLAN.json
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [site, bundle, planFile] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(planFile, "utf8"));
const { injectManifest } = createRequire(join(process.cwd(), "package.json"))("workbox-build/build/inject-manifest.js");

const group = (path) => plan.groups[path] ?? "reading";
const rank = ({ url }) => plan.order.indexOf(group(url));

function entry({ url, revision }) {
  const bytes = readFileSync(join(site, url));
  return {
    // The address that readers ask for: servers may lead from index.html to its folder.
    url: `./${url.replace(/(^|\/)index\.html$/, "$1")}`,
    revision: plan.hashed.includes(url) ? null : revision,
    integrity: `sha256-${createHash("sha256").update(bytes).digest("base64")}`,
    group: group(url),
  };
}

const { count, warnings } = await injectManifest({
  swSrc: bundle,
  swDest: join(site, "sw.js"),
  globDirectory: site,
  globPatterns: ["**/*"],
  globIgnores: plan.leftOut,
  maximumFileSizeToCacheInBytes: 64 * 1024 * 1024,
  manifestTransforms: [
    async (files) => ({ manifest: [...files].sort((a, b) => rank(a) - rank(b)).map(entry), warnings: [] }),
  ],
});
if (warnings.length) throw new Error(warnings.join("\n"));
console.log(count);
