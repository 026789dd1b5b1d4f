/** Parameters that the job reports share, declared once. */
import type { ParameterDeclaration } from "../report";

export const jobFilter: ParameterDeclaration = {
  name: "jobFilter",
  type: "filter",
  of: "code",
  values: { table: "Jobs", column: "No." },
  label: "Job No.",
  help: "Filter on the job's No., e.g. J1000..J1999.",
  default: "",
  section: "filters",
};

export const onJobError: ParameterDeclaration = {
  name: "onJobError",
  type: "choice",
  choices: ["stop", "skip"],
  label: "If a job has errors",
  help: "Stop refuses the whole run, as Business Central does. Skip leaves the job alone and goes on with the others.",
  default: "stop",
  section: "options",
};
