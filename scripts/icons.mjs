/**
 * Draws the ribbon's icons: `node scripts/icons.mjs` renders assets/icons/*.svg to assets/icons/png/<name>-<size>.png
 * in Chromium. Every drawing is on a grid of 32; for each size its lines are moved onto whole pixels and keep a whole
 * pixel's width, so that they stay sharp. In a drawing, `data-from` and `data-to` limit an element to sizes at which it
 * is legible, and `data-curve` marks a path that is scaled without being moved. `--sheet file.png` also writes a contact
 * sheet to look at.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { root } from "./fresh-build.mjs";

const sizes = [16, 20, 24, 32, 40, 48, 64, 80, 96];
/** Only the product's mark is shown that large. */
const markSizes = [...sizes, 128];
const strokeOfSize = { 16: 1, 20: 1, 24: 1, 32: 2, 40: 2, 48: 3, 64: 4, 80: 5, 96: 6, 128: 8 };

const source = path.join(root, "assets/icons");
const target = path.join(source, "png");

/** Runs in the browser: one drawing at one size as a PNG data address. */
async function draw({ text, size, stroke }) {
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const scale = size / 32;
  const line = (value) => Math.round(value * scale - stroke / 2) + stroke / 2;
  const edge = (value) => Math.round(value * scale);
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("width", String(size));
  svg.setAttribute("height", String(size));
  svg.setAttribute("stroke-width", String(stroke));
  for (const shape of [...svg.querySelectorAll("path, circle")]) {
    const from = Number(shape.getAttribute("data-from") ?? 0);
    const to = Number(shape.getAttribute("data-to") ?? Infinity);
    if (size < from || size > to) {
      shape.remove();
      continue;
    }
    const dashes = shape.getAttribute("stroke-dasharray");
    if (dashes !== null) {
      shape.setAttribute(
        "stroke-dasharray",
        dashes
          .split(" ")
          .map((length) => Number(length) * scale)
          .join(" "),
      );
      shape.setAttribute("stroke-linecap", "butt");
    }
    if (shape.localName === "circle") {
      const radius = Math.round(Number(shape.getAttribute("r")) * scale * 2 - stroke) / 2 + stroke / 2;
      for (const name of ["cx", "cy"])
        shape.setAttribute(name, String(line(Number(shape.getAttribute(name)))));
      shape.setAttribute("r", String(Math.max(1.5, Math.round(radius))));
    } else if (shape.hasAttribute("data-curve")) {
      shape.setAttribute("transform", `scale(${scale})`);
      shape.setAttribute("stroke-width", String(stroke / scale));
    } else {
      const snap = shape.getAttribute("stroke") === "none" ? edge : line;
      const moved = (text, map) => text.replace(/-?\d+(\.\d+)?/g, (number) => String(map(Number(number))));
      // Of an arc only the end is a place on the grid; its radii are lengths and its flags are neither.
      const path = shape
        .getAttribute("d")
        .split(/(?=[A-Z])/)
        .map((part) => {
          if (!part.startsWith("A")) return moved(part, snap);
          const [rx, ry, turn, large, sweep, x, y] = part.slice(1).trim().split(" ").map(Number);
          return `A${rx * scale} ${ry * scale} ${turn} ${large} ${sweep} ${snap(x)} ${snap(y)}`;
        });
      shape.setAttribute("d", path.join(""));
    }
  }
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await image.decode();
  const canvas = new OffscreenCanvas(size, size);
  canvas.getContext("2d").drawImage(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/png" });
  return [...new Uint8Array(await blob.arrayBuffer())];
}

/** A page with every icon at its own size, on the ribbon's white and on black. */
function contactSheet(names) {
  const file = (name, size) => readFileSync(path.join(target, `${name}-${size}.png`)).toString("base64");
  const rows = names.map((name) => {
    const cells = [16, 20, 24, 32, 40, 48, 64, 80].map(
      (size) => `<td><img src="data:image/png;base64,${file(name, size)}"></td>`,
    );
    return `<tr><th>${name}</th>${cells.join("")}</tr>`;
  });
  return `<style>table{font:12px sans-serif;background:#fff}td{padding:4px 8px}th{text-align:left}</style><table>${rows.join("")}</table>`;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  const page = await browser.newPage({ viewport: { width: 760, height: 800 } });
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const names = readdirSync(source)
    .filter((file) => file.endsWith(".svg"))
    .map((file) => path.basename(file, ".svg"))
    .sort();
  for (const name of names) {
    const text = readFileSync(path.join(source, `${name}.svg`), "utf8");
    for (const size of name === "tieout" ? markSizes : sizes) {
      const bytes = await page.evaluate(draw, { text, size, stroke: strokeOfSize[size] });
      writeFileSync(path.join(target, `${name}-${size}.png`), Uint8Array.from(bytes));
    }
  }
  const sheet = process.argv.indexOf("--sheet");
  if (sheet > 0) {
    await page.setContent(contactSheet(names));
    await page.screenshot({ path: process.argv[sheet + 1], fullPage: true });
  }
  process.stdout.write(`${names.length} icons drawn\n`);
} finally {
  await browser.close();
}
