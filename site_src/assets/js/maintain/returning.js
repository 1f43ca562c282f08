// @ts-check
/**
 * Texts that come back: those of a change that is undone or redone, and those that another tab has changed.
 *
 * @typedef {import("./page.js").MaintainPage} MaintainPage
 */

export class Returning {
  /** @param {MaintainPage} page */
  constructor(page) {
    this.page = page;
  }

  /** @param {"undo" | "redo"} way */
  async step(way) {
    const { page } = this;
    await page.typed.send();
    const step = page.work?.[way]();
    if (!page.work) return;
    if (!step) {
      page.bar.show();
      return page.bar.say("这一步回不去了：那里后来又改过。现在的样子没有动。");
    }
    page.keeper.schedule();
    page.bar.say(`${way === "undo" ? "已撤销" : "已重做"}：${step.words}`);
    page.bench.files = page.work.files;
    await this.show(await page.bench.ask("bench-write", { files: step.files }));
  }

  /** Another tab has changed the same revision. */
  async arrived() {
    const { page } = this;
    page.bar.say("另一个页面改了这一份，这里已经跟上。");
    await this.show(await page.bench.open(page.work?.files || {}));
  }

  /** @param {import("./types.js").State} state */
  async show(state) {
    this.page.show(state);
    this.page.edit.renew();
  }
}
