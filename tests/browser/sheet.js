// Pictures of every kind of page (phone and desktop, light and dark, and on paper), on one sheet to look at.
//
//   node tests/browser/sheet.js FOLDER [PART-OF-A-NAME]
//
// Writes the pictures and `index.html`, which shows them side by side, and `sheet.png`, which is that page.

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { DESKTOP, PHONE, launch, pages, sites } from "./site.js";

/** How much of a long page a picture shows, in pixels of the page. */
const LONGEST = { phone: 2600, desktop: 2000 };
const PAPER_PAGES = 3;

const out = resolve(process.argv[2] ?? "contact-sheet");
const only = process.argv[3] ?? "";
mkdirSync(out, { recursive: true });
const { origin, close } = await sites();
const browser = await launch();
const rows = [];
for (const [name, path] of Object.entries(pages).filter(([name]) => name.includes(only))) {
  const file = name.replace(/[^a-z]+/gi, "-");
  const row = [];
  for (const [size, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await browser.newPage({ viewport, colorScheme });
      await page.goto(`${origin}/${path}`);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      const picture = `${file}.${size}.${colorScheme}.png`;
      const clip = { x: 0, y: 0, width: viewport.width, height: Math.min(height, LONGEST[size]) };
      await page.screenshot({ path: join(out, picture), clip, fullPage: true });
      row.push(picture);
      if (name.startsWith("redline")) row.push(...(await marks(page, `${file}.${size}.${colorScheme}`, viewport.width)));
      await page.close();
    }
  }
  row.push(...(await paper(path, file)));
  rows.push([name, row]);
}

/** The marked text of a redline, further down its page: both sides in one, and side by side. */
async function marks(page, file, width) {
  const pictures = [];
  for (const view of ["inline", "side"]) {
    await page.check(`input[value=${view}]`);
    const { y } = await page.locator(".switch").evaluate((e) => ({ y: e.getBoundingClientRect().top + scrollY }));
    const picture = `${file}.${view}.png`;
    await page.screenshot({ path: join(out, picture), clip: { x: 0, y, width, height: 1500 }, fullPage: true });
    pictures.push(picture);
  }
  return pictures;
}

async function paper(path, file) {
  const page = await browser.newPage();
  await page.goto(`${origin}/${path}`);
  const pdf = join(out, `${file}.pdf`);
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  await page.close();
  execFileSync("pdftoppm", ["-png", "-r", "80", "-l", String(PAPER_PAGES), pdf, join(out, `${file}.paper`)]);
  return readdirSync(out).filter((name) => name.startsWith(`${file}.paper`)).sort();
}

const figures = (pictures) => pictures.map((p) => `<img src="${p}" alt="${p}">`).join("\n");
writeFileSync(join(out, "index.html"), `<!doctype html><meta charset="utf-8"><title>Contact sheet</title>
<style>body{font:14px sans-serif;background:#888;width:max-content}h2{margin:1em 0 .3em}div{display:flex;gap:12px;align-items:flex-start}img{width:300px}img[alt*=desktop]{width:520px}</style>
${rows.map(([name, row]) => `<h2>${name}</h2><div>${figures(row)}</div>`).join("\n")}`);
const sheet = await browser.newPage({ viewport: { width: 3600, height: 900 } });
await sheet.goto(pathToFileURL(join(out, "index.html")).href);
await sheet.screenshot({ path: join(out, "sheet.png"), fullPage: true });
await browser.close();
close();
