// The Nu checker over every page and style sheet of both sites; feeds and the site map as XML; every link to a version
// of a page in another language has its way back.

import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build, serve, temporary, workspaces } from "./site.js";

const folder = temporary();
for (const name of Object.keys(workspaces)) build(name, join(folder, name));
const files = readdirSync(folder, { recursive: true }).sort();
const ending = (end) => files.filter((file) => file.endsWith(end));
const read = (file) => readFileSync(join(folder, file), "utf8");

/** What browsers have and this version of the checker does not know: the contents that follow the reader. */
const NEWER = /scroll-target-group|:target-current/;

test("valid HTML and CSS", async () => {
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  const checked = [...ending(".html"), ...ending(".css").filter((file) => !file.endsWith("running.css"))];
  // as pages of a server: the checker then knows what the policy's 'self' is
  const { origin, close } = await serve(folder);
  const address = (file) => origin + "/" + file.split("/").map(encodeURIComponent).join("/");
  const options = ["-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", jar, "--format", "json", "--stdout", "--also-check-css"];
  const output = await new Promise((done) => {
    execFile("java", [...options, ...checked.map(address)], { maxBuffer: 1 << 28 }, (_, stdout, stderr) => done(stdout + stderr));
  });
  close();
  const messages = JSON.parse(output).messages.filter((m) => !NEWER.test(m.message));
  const said = messages.map((m) => `${decodeURIComponent(m.url.slice(origin.length))}:${m.lastLine}: ${m.subType ?? m.type}: ${m.message} ${m.extract ?? ""}`);
  assert.equal(said.slice(0, 30).join("\n"), "");
});

test("feeds and site map are well-formed, and a feed's entries have what Atom asks for", () => {
  const xml = ending(".xml");
  execFileSync("xmllint", ["--noout", ...xml.map((file) => join(folder, file))]);
  for (const feed of xml.filter((file) => file.endsWith("feed.xml"))) {
    const count = (path) => Number(execFileSync("xmllint", ["--xpath", `count(${path.replace(/\b([a-z]+)(?=[/\[\]=]|$)/g, "*[local-name()='$1']")})`, join(folder, feed)], { encoding: "utf8" }));
    const entries = count("/feed/entry");
    assert.ok(entries > 0, feed);
    for (const one of ["id", "title", "updated", "author/name"]) assert.ok(count(`/feed/${one}`) === 1, `${feed}: ${one}`);
    for (const each of ["id", "title", "updated"]) assert.equal(count(`/feed/entry/${each}`), entries, `${feed}: ${each}`);
    const ids = [...read(feed).matchAll(/<id>([^<]*)<\/id>/g)].map((m) => m[1]);
    assert.equal(new Set(ids).size, ids.length, `${feed}: an id twice`);
    const times = [...read(feed).matchAll(/<(?:updated|published)>([^<]*)</g)].map((m) => m[1]);
    assert.ok(times.every((t) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(t)), feed);
  }
});

test("a page in another language leads back", () => {
  for (const file of ending("index.html")) {
    const page = read(file);
    const canonical = page.match(/<link rel="canonical" href="([^"]*)"/)?.[1];
    const alternates = [...page.matchAll(/<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"/g)].map(([, tag, url]) => ({ tag, url }));
    if (!alternates.length) continue;
    assert.ok(alternates.some(({ url }) => url === canonical), `${file} names itself`);
    const base = file.split("/")[0];
    const root = new URL(readFileSync(join(workspaces[base].folder, "agreements/engross.yaml"), "utf8").match(/base-url: (\S+)/)[1] + "/");
    for (const { url } of alternates) {
      const twin = join(base, decodeURIComponent(url.slice(root.href.length)), "index.html");
      assert.ok(read(twin).includes(`href="${canonical}"`), `${twin} leads back to ${file}`);
    }
  }
});
