import { z } from 'zod';
import { cents, rate, type Cents, type Rate } from '../money.ts';

/** A shape that is kept as JSON in the database, and outlives the release that wrote it. */
export interface StoredFormat<Shape> {
  write(value: Shape): string;
  /** Throws when the text is no such thing: then the row was damaged, or written by a later, incompatible release. */
  read(text: string): Shape;
}

/** The version stands beside the fields. A release that needs another shape raises it and reads the older ones, too. */
const VERSION = 1;
const versioned = z.object({ formatVersion: z.literal(VERSION).default(VERSION) });

/**
 * JSON with its version. Whatever a release adds gets a default in the schema, so that rows of former releases (and those
 * of the first, which wrote no version) are read as before; what a later one added is left out.
 */
export const storedFormat = <Shape extends object>(schema: z.ZodType<Shape>): StoredFormat<Shape> => ({
  write: (value) => JSON.stringify({ ...value, formatVersion: VERSION }),
  read(text) {
    const json: unknown = JSON.parse(text);
    versioned.parse(json);
    return schema.parse(json);
  },
});

/** Amounts as they stand in JSON. */
export const storedCents: z.ZodType<Cents> = z.int().transform(cents);
export const storedRate: z.ZodType<Rate> = z.int().transform(rate);
export const text = z.string();
export const textOrNull = z.string().nullable();

/** The schema of a shape, with every field of it: one that were left out, even an optional one, would be lost by reading. */
export const whole = <Shape extends object>(fields: {
  [Name in keyof Shape]-?: z.ZodType<Shape[Name]>;
}): z.ZodType<Shape> => z.object(fields) as unknown as z.ZodType<Shape>;
