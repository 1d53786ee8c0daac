import { createRequire } from "node:module";
import type { AnySchemaObject } from "ajv";

// What reads the formats of others, with the types that the packages do not come with.

const require = createRequire(import.meta.url);

/** A message type of Protocol Buffers. */
interface MessageType {
  fromObject(value: object): object;
  verify(message: object): string | null;
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
  toObject(message: object, options: object): object;
}

interface OtlpRoot {
  opentelemetry: { proto: { collector: { trace: { v1: { ExportTraceServiceRequest: MessageType } } } } };
}

/** Made from OpenTelemetry's own .proto files. */
const otlpRoot = require("@opentelemetry/otlp-transformer/build/src/generated/root.js") as OtlpRoot;

export const otlpTraceRequest = otlpRoot.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;

/** HAR 1.2 as JSON Schema, by the name of each part. */
export const harSchemas = require("har-schema") as Record<string, AnySchemaObject>;
