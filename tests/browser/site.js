// The built sites, served on loopback, and Chromium to look at them.

import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = fileURLToPath(new URL(".", import.meta.url));
export const root = join(here, "../..");
const engross = resolve(root, process.env.ENGROSS ?? "target/debug/engross");

/** The workspaces and the moment of their build: in both a version is in force and another is yet to come. */
export const workspaces = {
  sample: { folder: root, at: "2024-01-10T00:00:00Z" },
  specimen: { folder: join(here, "specimen"), at: "2025-09-20T00:00:00Z" },
};

/** A page of every kind, by name. */
export const pages = {
  index: "sample/index.html",
  "index, English": "sample/en/index.html",
  "agreement": "sample/service-agreement/index.html",
  "translation": "sample/account-agreement/en/index.html",
  "version superseded": "sample/account-cancellation/2019-08/index.html",
  "version upcoming": "sample/service-agreement/2023-12/index.html",
  "upcoming, English": "sample/service-agreement/2023-12/en/index.html",
  "history": "sample/service-agreement/history/index.html",
  "history, English": "sample/service-agreement/history/en/index.html",
  "redline": "sample/service-agreement/redline/2019-08..2023-12/index.html",
  "redline, English": "sample/service-agreement/redline/2019-08..2023-12/en/index.html",
  "redline without numbers": "sample/data-faq/redline/2019-11..2023-09/index.html",
  "notice": "sample/service-agreement/2023-12/notice/index.html",
  "notice, English": "sample/service-agreement/2023-12/notice/en/index.html",
  "specimen": "specimen/garden-rules/index.html",
  "redline, specimen": "specimen/garden-rules/redline/2024-03..2025-09/index.html",
  "index, right to left": "specimen/ar/index.html",
  "right to left": "specimen/seed-terms/2025-09/index.html",
  "redline, right to left": "specimen/seed-terms/redline/2024-03..2025-09/index.html",
  "history, right to left": "specimen/seed-terms/history/index.html",
  "notice, right to left": "specimen/seed-terms/2025-09/notice/index.html",
};

/** Builds a workspace's site into `out`. */
export function build(name, out, ...more) {
  const { folder, at } = workspaces[name];
  execFileSync(engross, ["-C", folder, "build", "--out", out, "--at", at, ...more], { stdio: ["ignore", "ignore", "inherit"] });
}

/** A folder that is gone when the process ends. */
export function temporary() {
  const folder = mkdtempSync(join(tmpdir(), "engross-browser-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml", ".json": "application/json", ".xml": "application/xml", ".yaml": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8", ".md": "text/plain; charset=utf-8",
};

/** Serves a folder on loopback. */
export async function serve(folder) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    try {
      const bytes = readFileSync(join(folder, path.endsWith("/") ? path + "index.html" : path));
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/html; charset=utf-8" }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Both sites, served. */
export async function sites() {
  const folder = temporary();
  for (const name of Object.keys(workspaces)) build(name, join(folder, name));
  return { folder, ...(await serve(folder)) };
}

/** Chromium, which looks for nothing outside. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 900 };
