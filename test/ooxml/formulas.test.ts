import { mapReferences, translateFormula } from "../../ooxml/formula-references";
import { RowShift } from "../../ooxml/row-shift";
import { classOfFormat } from "../../ooxml";

/** References of a formula, with the sheet they name. */
function referencesOf(formula: string): string[] {
  const found: string[] = [];
  mapReferences(formula, ({ sheet, first, last }) => {
    const corner = (c: typeof first): string => `${c.row ?? "-"}/${c.col ?? "-"}`;
    found.push(`${sheet ?? ""} ${corner(first)}${last ? ` ${corner(last)}` : ""}`.trim());
    return undefined;
  });
  return found;
}

describe("references in formulas", () => {
  it.each<[string, string[]]>([
    ["A1+$B$2*C$3", ["0/0", "1/1", "2/2"]],
    ["SUM(A1:B2,C:C,$3:$4)", ["0/0 1/1", "-/2 -/2", "2/- 3/-"]],
    ["'It''s a sheet'!A1+Data!B2:C3", ["It's a sheet 0/0", "Data 1/1 2/2"]],
    ['"A1"&A2&"say ""B3"""', ["1/0"]],
    ["LOG10(A1)+Table1[[#This Row],[A1]]+T[B2]", ["0/0"]],
    ["[1]Sheet1!A1+'[Book.xlsx]Sheet'!B2+C3", ["2/2"]],
    ["XFE1+A1048577+ABCD1+A1B+TAX2024_X", []],
    ["Tax.A1+Rate_2+_A1", []],
    ["IF(A1>1,{1,2;3,4},-B2%)", ["0/0", "1/1"]],
  ])("of %s", (formula, expected) => {
    expect(referencesOf(formula)).toEqual(expected);
  });

  it("move with their cell, but not beyond the sheet", () => {
    expect(translateFormula("A1+$A1+A$1+SUM(B:B,2:2)", 2, 1)).toBe("B3+$A3+B$1+SUM(C:C,4:4)");
    expect(translateFormula("A1+B2", -1, 0)).toBe("#REF!+B1");
  });

  it("follow deleted and inserted rows", () => {
    const deletion = RowShift.deletion([2, 3, 7], 0, 16_383);
    expect(deletion.formula("A2+A3+A5+SUM(A1:A4,A3:A4,A3:A9)+Other!A5", "Data", "data")).toBe(
      "A2+#REF!+A3+SUM(A1:A2,#REF!,A3:A6)+Other!A5",
    );
    expect(deletion.formula("Data!A5+A5", "Other", "Data")).toBe("Data!A3+A5");
    const insertion = RowShift.insertion(4, 3, 1, 2);
    expect(insertion.formula("B4+B5+A5+B4:C6+B4:D6+5:5", "Data", "Data")).toBe("B4+B8+A5+B4:C9+B4:D6+5:5");
  });
});

describe("number formats", () => {
  it.each([
    ["General", "general"],
    ["General;[Red]-General", "general"],
    ["0.00", "other"],
    ['#,##0.00 "days"', "other"],
    ["#,##0.00\\ [$€-407]", "other"],
    ["0.00E+00", "exponent"],
    ["##0.0E+0", "exponent"],
    ["@", "text"],
    ["m/d/yyyy", "date"],
    ["[$-409]d\\-mmm\\-yy;@", "date"],
    ["[h]:mm", "date"],
    ["[Red]0;[Blue]0", "other"],
    ["[<1000]0;0.0,", "other"],
    ["yyyy\\-mm\\-dd", "date"],
    ["0%", "other"],
    ["# ?/?", "other"],
    ["_-* #,##0_d", "other"],
  ])("%s is %s", (code, expected) => {
    expect(classOfFormat(code)).toBe(expected);
  });
});
