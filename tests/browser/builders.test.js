// The fragments inside other sites: Hugo and Eleventy are set up as templates/README.md says, and their pages show the
// texts, character by character, and nothing of the text became their template code.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { build, root, temporary } from "./site.js";

/** The code block of the documentation that comes first after a phrase. */
function documented(phrase) {
  const readme = readFileSync(join(root, "templates/README.md"), "utf8");
  const block = readme.slice(readme.indexOf(phrase)).match(/```\w+\n(.*?)```/s);
  assert.ok(block, `templates/README.md has no block after “${phrase}”`);
  return block[1];
}

function workspace(files) {
  const folder = temporary();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  build("specimen", join(folder, "legal"), "--layout", "fragments");
  build("specimen", join(folder, "pages"));
  return folder;
}

/** The words of a page between two elements, without tags. */
const words = (html) => html.replace(/<[^>]*>/g, " ").replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(n)).replace(/&quot;/g, '"').replace(/\s+/g, " ");
const main = (html) => words(html.match(/<article.*<\/article>/s)[0]);

function check(folder, out) {
  for (const page of ["garden-rules/index.html", "seed-terms/2025-09/index.html", "seed-terms/2025-09/en/index.html", "garden-rules/redline/2024-03..2025-09/index.html"]) {
    const html = readFileSync(join(folder, out, page), "utf8");
    const own = readFileSync(join(folder, "pages", page), "utf8");
    assert.match(html, /^<!doctype html><title>[^<]+<\/title>/i, page);
    assert.equal(main(html), main(own), page);
  }
  const garden = readFileSync(join(folder, out, "garden-rules/index.html"), "utf8");
  assert.match(garden, /<title>Rules of the Shared Garden<\/title>/);
  assert.ok(words(garden).includes("A bed is held for one season, from 1 March to 31 October"));
  for (const file of ["engross.css", "feed.xml", "garden-rules/versions.json", "garden-rules/2025-09/garden-rules-2025-09.yaml"]) {
    assert.ok(existsSync(join(folder, out, file)), file);
  }
}

test("Hugo builds the fragments as documented", () => {
  const list = '<!doctype html><title>{{ .Title }}</title><link rel="stylesheet" href="/engross.css">{{ .Content }}';
  const folder = workspace({
    "hugo.toml": `baseURL = "https://seeds.example/"\ndisableKinds = ["RSS", "sitemap", "taxonomy", "term"]\n${documented("Hugo, in")}`,
    "layouts/index.html": list,
    "layouts/_default/list.html": list,
  });
  execFileSync("hugo", ["--source", folder, "--quiet"], { stdio: ["ignore", "inherit", "inherit"] });
  check(folder, "public");
});

test("Eleventy builds the fragments as documented", () => {
  const folder = workspace({
    ".eleventy.js": documented("Eleventy, in"),
    "legal/content/_includes/legal.html": '<!doctype html><title>{{ title }}</title><link rel="stylesheet" href="/engross.css">{{ content }}',
  });
  const modules = join(root, "tests/browser/node_modules");
  symlinkSync(modules, join(folder, "node_modules"));
  const eleventy = join(modules, "@11ty/eleventy/cmd.cjs");
  execFileSync(process.execPath, [eleventy, "--quiet"], { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
  check(folder, "public");
});
