/** Texts of Job Calculate WIP: why a job fails, what the figures give to think about. */
import { amountWords } from "../../jobs/words";
import { addMessages, type MessageDetails, show } from "../../messages";

const amount = (value: unknown): string => (typeof value === "string" ? amountWords(value) : "");
const total = (d: MessageDetails): string =>
  `WIP total ${show(d.wipTotalEntryNo)} of ${show(d.jobNo)} (task ${show(d.jobTaskNo)})`;

addMessages({
  jobBlocked: (d) => `Job ${show(d.jobNo)} is blocked. Unblock it, or leave it out by the filter.`,
  wipMethodMissing: (d) => `Job ${show(d.jobNo)} has no WIP method. Fill WIP Method on its card.`,
  wipMethodUnknown: (d) =>
    d.jobTaskNo
      ? `The WIP method of task ${show(d.jobTaskNo)} of ${show(d.jobNo)} is not in Job WIP Methods.`
      : `The WIP method of ${show(d.jobNo)} is not in Job WIP Methods.`,
  jobPostingGroupMissing: (d) =>
    `Neither job ${show(d.jobNo)} nor one of its tasks with figures has a posting group. Fill Job Posting Group.`,
  jobPostingGroupUnknown: (d) =>
    `Posting group ${show(d.postingGroup)} of ${show(d.jobNo)} is not in Job Posting Groups. Export all of them.`,
  accountMissing: (d) =>
    `${show(d.field)} is empty in posting group ${show(d.postingGroup)}, but ${show(d.jobNo)} posts to it.`,
  contractTotalPriceZero: (d) =>
    `${total(d)} has no billable price: Cost of Sales and percentage of completion recognise nothing.`,
  scheduleTotalCostZero: (d) =>
    `${total(d)} has no budget cost: percentage of completion recognises nothing.`,
  scheduleTotalPriceZero: (d) =>
    `${total(d)} has no budget price: Cost Value and Sales Value recognise nothing.`,
  costCompletionOver100: (d) =>
    `${total(d)} overran its budget: costs of ${amount(d.usageTotalCost)} against ${amount(d.scheduleTotalCost)}.`,
  recogSalesNegative: (d) => `${total(d)} recognises negative sales: ${amount(d.recognizedSales)}.`,
  recogCostsNegative: (d) => `${total(d)} recognises negative costs: ${amount(d.recognizedCosts)}.`,
  appliedCostsDoNotBalance: (d) =>
    `${total(d)}: usage, applied and accrued costs leave ${amount(d.amount)}; after posting the income statement does not show the recognised costs alone.`,
  appliedSalesDoNotBalance: (d) =>
    `${total(d)}: applied and accrued sales differ from the invoices by ${amount(d.amount)}; after posting the income statement does not show the recognised sales alone.`,
  sharedAllocationFactor: (d) =>
    `${total(d)}: one factor for both sides changes costs by ${amount(d.costAmount)} and sales by ${amount(d.salesAmount)}. Allocation “independent” keeps them apart.`,
  accountMissingZeroAmount: (d) =>
    `${show(d.field)} is empty in posting group ${show(d.postingGroup)}. Nothing is posted to it here, but Business Central asks for it.`,
  emptyWipTotal: (d) => `${total(d)} has no posting task. Was its last task meant to be a heading?`,
  wipMethodSetupInvalid: (d) =>
    `${total(d)}: its method leaves out WIP cost or sales where Business Central does not allow that.`,
});
