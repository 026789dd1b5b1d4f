/** Pictures of sheets as LibreOffice prints them, where it is installed: the first page of each. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { decodePng, type Picture } from "../support/png";

const DOTS_PER_INCH = 48;

function output(command: string, args: readonly string[]): string | undefined {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", timeout: 60_000 });
  return status === 0 ? `${stdout}${stderr}` : undefined;
}

/**
 * What draws on this machine ("LibreOffice 7.4 with Carlito"), or why nothing does. Pictures of another version or with
 * other fonts differ in every letter, so that only those of the same drawer are compared.
 */
export function drawer(): { readonly name: string } | { readonly missing: string } {
  const version = /LibreOffice (\d+\.\d+)/.exec(output("soffice", ["--version"]) ?? "")?.[1];
  if (version === undefined) return { missing: "LibreOffice (soffice) is not installed" };
  if (output("pdftoppm", ["-v"]) === undefined) return { missing: "pdftoppm (Poppler) is not installed" };
  if (!(output("fc-list", [":family=Carlito"]) ?? "").includes("Carlito")) {
    return { missing: "the font Carlito is not installed" };
  }
  return { name: `LibreOffice ${version} with Carlito` };
}

/** Draws the first page of every workbook in a folder; name of the file without its ending → picture. */
export function drawFirstPages(folder: string, names: readonly string[]): ReadonlyMap<string, Picture> {
  // A profile of its own: an office that is open does not stand in the way.
  const profile = `-env:UserInstallation=file://${path.join(folder, "profile")}`;
  const files = names.map((name) => path.join(folder, `${name}.xlsx`));
  const { status, stderr } = spawnSync(
    "soffice",
    [profile, "--headless", "--convert-to", "pdf", "--outdir", folder, ...files],
    { encoding: "utf8", timeout: 300_000 },
  );
  if (status !== 0) throw new Error(`LibreOffice: ${stderr}`);
  return new Map(
    names.map((name) => {
      const pdf = path.join(folder, `${name}.pdf`);
      if (!existsSync(pdf)) throw new Error(`LibreOffice drew no ${name}.`);
      spawnSync("pdftoppm", ["-png", "-r", String(DOTS_PER_INCH), "-singlefile", pdf, pdf.slice(0, -4)]);
      return [name, decodePng(readFileSync(path.join(folder, `${name}.png`)))];
    }),
  );
}

/**
 * Share of 6 × 6 points blocks whose mean brightness or colour differs visibly; 1 for pictures of different size. Letters
 * that moved by a fraction of a point do not count, a missing rule, fill or column does.
 */
export function difference(one: Picture, other: Picture): number {
  if (one.width !== other.width || one.height !== other.height) return 1;
  const side = 6;
  let blocks = 0;
  let different = 0;
  for (let top = 0; top + side <= one.height; top += side) {
    for (let left = 0; left + side <= one.width; left += side) {
      blocks += 1;
      const far = [0, 1, 2].some((colour) => {
        let sum = 0;
        for (let y = top; y < top + side; y += 1) {
          for (let x = left; x < left + side; x += 1) {
            const at = (y * one.width + x) * 3 + colour;
            sum += (one.rgb[at] ?? 0) - (other.rgb[at] ?? 0);
          }
        }
        return Math.abs(sum) / (side * side) > 12;
      });
      if (far) different += 1;
    }
  }
  return different / blocks;
}
