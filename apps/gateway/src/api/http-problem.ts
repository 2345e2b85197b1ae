import { HttpException } from '@nestjs/common';

/** A problem of HTTP itself, with a code of its own. */
export class HttpProblem extends HttpException {
  constructor(
    status: number,
    readonly code: string,
    readonly title: string,
    detail: string,
    /** When trying again makes sense; null: it does not say. */
    readonly retryAfterS: number | null = null,
  ) {
    super(detail, status);
  }
}
