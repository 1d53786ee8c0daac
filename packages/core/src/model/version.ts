/** The version that a report is stamped with: that of the package, which a test compares. */
export const gotraceVersion = "0.1.0";
