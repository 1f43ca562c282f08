// 取消离线缓存：删除本站在这台电脑上缓存的网页，注销自己，再重新打开各页面。自查数据不在其中，不受影响。
//
// `make build` 会用真正的离线缓存程序替换它；只有预览（make serve）或未经发布步骤的网站才带着这一份，
// 免得以前缓存的网页挡住刚改的内容。要让读者的浏览器停用离线功能，也可以把它作为 sw.js 发布。
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(retire()));

async function retire() {
  const { scope } = registration;
  const ours = (await caches.keys()).filter((name) => name.startsWith("qinglian-") && name.endsWith(` ${scope}`));
  await Promise.all(ours.map((name) => caches.delete(name)));
  await registration.unregister();
  const pages = await clients.matchAll({ type: "window" });
  await Promise.all(pages.map((page) => page.navigate(page.url)));
}
