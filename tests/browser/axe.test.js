// axe-core on a page of every kind, on a desktop and on a phone: no violation; nor in the contrasts of the dark pages.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, launch, pages, sites } from "./site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser, site;
before(async () => ([browser, site] = await Promise.all([launch(), sites()])));
after(async () => {
  await browser.close();
  site.close();
});

for (const [name, path] of Object.entries(pages)) {
  test(`${name} has no violation`, async () => {
    // what is dark differs in its colours only
    const contrast = { runOnly: ["color-contrast"] };
    for (const [viewport, colorScheme, rules] of [[DESKTOP, "light", {}], [DESKTOP, "dark", contrast], [PHONE, "light", {}]]) {
      const context = await browser.newContext({ viewport, colorScheme, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(`${site.origin}/${path}`);
      await page.evaluate(axe);
      const states = [async () => {}];
      if (path.includes("/redline/")) states.push(() => page.check("input[value=side]"));
      if (/(^|\/)index\.html$/.test(path) && (await page.locator("input[type=search]").count())) {
        states.push(async () => {
          await page.fill("input[type=search]", "a");
          await page.waitForFunction(() => document.querySelector(".search .meta").textContent);
        });
      }
      for (const enter of states) {
        await enter();
        const { violations } = await page.evaluate((rules) => window.axe.run(document, { resultTypes: ["violations"], ...rules }), rules);
        const said = violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.slice(0, 3).map((n) => n.html + "\n    " + n.failureSummary).join("\n  ")}`);
        assert.equal(said.join("\n"), "", `${name}, ${viewport.width} px, ${colorScheme}`);
      }
      await context.close();
    }
  });
}
