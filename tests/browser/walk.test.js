// A reader's way through the site: with the mouse, on the keyboard alone, without scripts, on a phone, on paper.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, launch, pages, sites, temporary } from "./site.js";

let browser, site;
before(async () => ([browser, site] = await Promise.all([launch(), sites()])));
after(async () => {
  await browser.close();
  site.close();
});

/** A page, and what went wrong on it: messages of the console, requests that left the site. */
async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (request) => request.url().startsWith(site.origin) || wrong.push(`asked for ${request.url()}`));
  page.on("response", (response) => response.status() < 400 || wrong.push(`${response.status()} ${response.url()}`));
  await page.goto(`${site.origin}/${path}`);
  return { page, context, wrong };
}

const at = (page) => decodeURIComponent(page.url().slice(site.origin.length + 1));
const SERVICE = "sample/service-agreement";
const STEP = `${SERVICE}/redline/2019-08..2023-12/index.html`;

for (const javaScriptEnabled of [true, false]) {
  const scripts = javaScriptEnabled ? "with scripts" : "without scripts";

  test(`from the index to a clause and back, ${scripts}`, async () => {
    const { page, context, wrong } = await open("sample/index.html", { javaScriptEnabled });
    await page.click("text=云杉服务协议 >> nth=0");
    assert.equal(at(page), `${SERVICE}/index.html`);
    await page.click(".particulars >> text=历史版本");
    assert.equal(at(page), `${SERVICE}/history/index.html`);
    await page.click("text=修改对照");
    assert.equal(at(page), STEP);
    await page.click('.facts tbody a[href="#2.3"]');
    assert.equal(at(page), `${STEP}#2.3`);
    await page.click('[id="2.3"] .go');
    assert.equal(at(page), `${SERVICE}/2023-12/index.html#2.3`);
    assert.ok(await page.locator('[id="2.3"]').isVisible());
    // the note beside the clause leads to what changed in it
    await page.click('[id="2.3"] .since >> nth=0');
    assert.equal(at(page), `${STEP}#2.3`);
    for (const back of [`${SERVICE}/2023-12/index.html#2.3`, `${STEP}#2.3`, STEP, `${SERVICE}/history/index.html`, `${SERVICE}/index.html`, "sample/index.html"]) {
      await page.goBack();
      assert.equal(at(page), back);
    }
    assert.deepEqual(wrong, []);
    await context.close();
  });

  test(`the same way on the keyboard alone, ${scripts}`, async () => {
    const { page, context, wrong } = await open("sample/en/index.html", { javaScriptEnabled });
    // the first stop is the way to the text
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    assert.ok((await page.locator(".skip").boundingBox()).x >= 0, "the skip link is seen when it is reached");
    await page.keyboard.press("Enter");
    await tabTo(page, "Spruce Service Agreement");
    await page.keyboard.press("Enter");
    await page.waitForURL(/service-agreement/);
    await tabTo(page, "Version history");
    await page.keyboard.press("Enter");
    await page.waitForURL(/history/);
    await tabTo(page, "What changed");
    await page.keyboard.press("Enter");
    await page.waitForURL(/redline/);
    // the views are one stop, and the arrows choose
    await tabTo(page, "inline");
    await page.keyboard.press("ArrowRight");
    assert.ok(await page.locator(".pairwise").first().isVisible());
    await page.keyboard.press("ArrowLeft");
    assert.ok(!(await page.locator(".pairwise").first().isVisible()));
    await tabTo(page, "In the full text");
    await page.keyboard.press("Enter");
    await page.waitForURL(/2023-12/);
    assert.deepEqual(wrong, []);
    await context.close();
  });

  test(`an old number leads to the clause that had it, ${scripts}`, async () => {
    const { page, context, wrong } = await open("specimen/garden-rules/2025-09/index.html#4", { javaScriptEnabled });
    assert.match(await page.locator(":target").textContent(), /Article 5.*untended/s);
    await page.goto(`${site.origin}/specimen/garden-rules/2025-09/index.html#6`);
    assert.equal(await page.evaluate(() => document.querySelector(":target").parentElement.closest("[id]").id), "5");
    assert.deepEqual(wrong, []);
    await context.close();
  });
}

/** Goes on with Tab until the words (or the value of a control) have the focus, which is seen. */
async function tabTo(page, words) {
  for (let stops = 0; stops < 200; stops++) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const e = document.activeElement;
      return { words: e.value ?? e.textContent, outline: getComputedStyle(e).outlineStyle, inside: e !== document.body };
    });
    assert.ok(!found.inside || found.outline !== "none", `the focus on “${found.words}” is not seen`);
    if (found.words.trim() === words) return;
  }
  assert.fail(`Tab never reaches “${words}”`);
}

test("the order on the keyboard is the order of the page", async () => {
  for (const path of [pages.agreement, pages.redline, pages["history, English"], pages.index]) {
    const { page, context } = await open(path, { javaScriptEnabled: false });
    const order = await page.evaluate(() => {
      const stops = [...document.querySelectorAll("a[href], summary, input, [tabindex]")];
      const within = (e) => e.closest("main")?.getBoundingClientRect();
      // beside the text stand the contents and the notes: only what stands in one column is compared
      const rows = stops.filter((e) => e.checkVisibility() && within(e) && !e.closest(".toc, .since, .kinds, .switch, .changes, .list, .timeline"));
      const tops = rows.map((e) => Math.round(e.getBoundingClientRect().bottom));
      return { tops, tabindex: stops.filter((e) => e.tabIndex > 0).length };
    });
    assert.equal(order.tabindex, 0, "no order of its own");
    order.tops.slice(1).forEach((top, i) => assert.ok(top >= order.tops[i] - 40, `${path}: stop ${i + 1} goes back`));
    await context.close();
  }
});

for (const [size, viewport] of Object.entries({ phone: PHONE, "small phone": { width: 320, height: 640 }, desktop: DESKTOP })) {
  test(`nothing is wider than a ${size}, and nothing is asked for elsewhere`, async () => {
    const { page, context, wrong } = await open(pages.index, { viewport });
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(`${site.origin}/${path}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
    }
    assert.deepEqual(wrong, []);
    await context.close();
  });
}

test("dark pages are dark, light ones light", async () => {
  for (const [colorScheme, sign] of [["light", 1], ["dark", -1]]) {
    const { page, context } = await open(pages.agreement, { colorScheme });
    const [paper, ink] = await page.evaluate(() => {
      const sum = (colour) => colour.match(/\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b);
      const style = getComputedStyle(document.body);
      return [sum(style.backgroundColor), sum(style.color)];
    });
    assert.ok(sign * (paper - ink) > 300, `${colorScheme}: paper ${paper}, ink ${ink}`);
    await context.close();
  }
});

test("paper has page numbers, and the title at the head from the second page on", async () => {
  const folder = temporary();
  for (const [name, title] of [["agreement", "云杉服务协议 · 2019年8月版"], ["upcoming, English", "Spruce Service Agreement · December 2023 edition"], ["redline", "云杉服务协议：修改对照"]]) {
    const { page, context } = await open(pages[name]);
    const pdf = join(folder, "page.pdf");
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    await context.close();
    const sheets = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
    assert.ok(sheets.length > 2, name);
    // without blanks and the marks that keep the page's number in its order
    const bare = (s) => s.replace(/[\s\u2066-\u2069]+/g, "");
    sheets.forEach((sheet, i) => {
      assert.ok(bare(sheet).endsWith(`${i + 1}/${sheets.length}`), `${name}, page ${i + 1}: no number`);
      assert.equal(bare(sheet).startsWith(bare(title)), i > 0, `${name}, page ${i + 1}: title`);
    });
  }
});

test("a page opened from a disk is whole, and finds clauses", async () => {
  const context = await browser.newContext({ viewport: DESKTOP });
  const page = await context.newPage();
  await page.goto(`file://${site.folder}/sample/en/index.html`);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).maxWidth), "none");
  await page.fill("input[type=search]", "late payment");
  await page.waitForSelector(".search li");
  await context.close();
});

test("the policy lets in the site's own files only", async () => {
  const { page, context } = await open(pages.agreement);
  const policy = await page.getAttribute("meta[http-equiv=Content-Security-Policy]", "content");
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|\*|https?:/);
  // an inline script does not run
  const ran = await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = true" }));
    return window.ran;
  });
  assert.equal(ran, undefined);
  await context.close();
});

test("search finds clauses in every agreement and says how many", async () => {
  const { page, context, wrong } = await open(pages.index);
  await page.fill("input[type=search]", "账号 转让");
  await page.waitForSelector(".search li");
  assert.match(await page.locator(".search [role=status]").textContent(), /^找到 \d+ 条$/);
  assert.ok((await page.locator(".search mark").count()) > 0);
  await page.locator("input[type=search]").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#/);
  assert.ok(await page.locator(":target").isVisible());
  await page.goto(`${site.origin}/${pages["index, English"]}`);
  await page.fill("input[type=search]", "zyzzyva");
  await page.waitForFunction(() => document.querySelector(".search [role=status]").textContent === "Nothing found");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("a redline shows the natures that are chosen, and says how many changes that are", async () => {
  const { page, context, wrong } = await open(pages.redline);
  const shown = () => page.locator(".change:not(.same)").filter({ visible: true }).count();
  const all = await shown();
  await page.click(".natures label >> nth=0");
  const fewer = await shown();
  assert.ok(fewer < all, `${fewer} of ${all}`);
  assert.equal(await page.locator("body > [role=status]").textContent(), `显示 ${fewer} 处修改`);
  await page.click(".natures label >> nth=0");
  assert.equal(await shown(), all);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("a clause's number copies its address", async () => {
  const { page, context, wrong } = await open(pages.agreement, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.click('[id="2.3"] > .number');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${site.origin}/${SERVICE}/index.html#2.3`);
  assert.equal(at(page), `${SERVICE}/index.html#2.3`);
  assert.equal(await page.locator("body > [role=status]").textContent(), "已复制本条链接");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("every version says its digest, and its YAML is there to recompute it", async () => {
  const { page, context, wrong } = await open(pages["version upcoming"]);
  const digests = await page.locator(".about .digest").allTextContents();
  assert.ok(digests.length >= 2 && digests.every((d) => /^sha256:[0-9a-f]{64}$/.test(d)));
  for (const kind of ["TXT", "Markdown", "YAML", "JSON"]) {
    const [file] = await Promise.all([page.waitForEvent("download"), page.click(`.about >> text="${kind}"`)]);
    assert.ok(readFileSync(await file.path()).length > 1000, kind);
  }
  assert.deepEqual(wrong, []);
  await context.close();
});
