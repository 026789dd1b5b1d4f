/** Sheet name as formulas and links write it. */
export function quoted(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
