export * from "./layout";
export { lineCount, nextStart, pick, setUp } from "./pick";
export { setShape } from "./leader";
export { scan, scannedEnd, setLeader } from "./scan";
export { anonymous, file, pipe, socket } from "./search";
