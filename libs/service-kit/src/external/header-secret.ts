import { ValidateBy } from 'class-validator';
import { Secret } from '../config.js';

/** A secret that is sent as a header: printable ASCII in one line, or no request can be made with it. */
export const IsHeaderSecret = () =>
  ValidateBy({
    name: 'isHeaderSecret',
    validator: {
      validate: (value) => value instanceof Secret && /^[\x20-\x7e]+$/.test(value.reveal()),
      defaultMessage: () => 'must be one line of printable characters',
    },
  });
