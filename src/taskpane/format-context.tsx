/** Formats of the reader's language, for every part of the pane. */
import { createContext, useContext } from "react";
import { Formats } from "./format";

const FormatsContext = createContext(new Formats("en-US"));

export const FormatsProvider = FormatsContext.Provider;

export function useFormats(): Formats {
  return useContext(FormatsContext);
}
