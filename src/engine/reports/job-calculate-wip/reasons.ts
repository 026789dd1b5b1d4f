/** Why a job was not calculated, in words for sheet and pane. */
export const REASONS: Readonly<Record<string, string>> = {
  completionPosted: "Completion posted before",
  jobBlocked: "Blocked",
  wipMethodMissing: "No WIP method",
  wipMethodUnknown: "WIP method unknown",
  jobPostingGroupMissing: "No posting group",
  jobPostingGroupUnknown: "Posting group unknown",
  accountMissing: "Account missing",
};
