/** Accounts of project posting groups. */
export const PROJECT_ACCOUNT_NAMES: ReadonlyMap<string, string> = new Map([
  ["2211", "WIP accrued sales"],
  ["2212", "WIP invoiced sales"],
  ["2231", "WIP costs"],
  ["2232", "WIP accrued costs"],
  ["6490", "Project sales applied"],
  ["6491", "Project sales adjustment"],
  ["6620", "Recognized sales"],
  ["7480", "Project costs applied"],
  ["7481", "Project costs adjustment"],
  ["7482", "Items applied to projects"],
  ["7483", "Resources applied to projects"],
  ["7484", "G/L costs applied to projects"],
  ["7620", "Recognized costs"],
]);
