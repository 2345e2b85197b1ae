import type { OpenAPIObject } from '@nestjs/swagger';
import { ROLE_EXTENSION, roleByMethod } from './sign-in.guard.js';
import type { NeededRole } from './sign-in.guard.js';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Whom each operation answers, as the guard decides it: what stands on a route, else the role of its method. */
export function describeAccess(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths))
    for (const method of methods) {
      const operation = path[method];
      if (!operation) continue;
      const described = operation as { [ROLE_EXTENSION]?: NeededRole }; // extensions have no type of their own
      const role = (described[ROLE_EXTENSION] ??= roleByMethod(method.toUpperCase()));
      if (role === 'nobody') operation.security = [];
      else
        operation.responses = {
          ...operation.responses,
          401: { description: 'not signed in' },
          403: { description: `needs the role ${role}, or came from another site` },
        };
    }
  return document;
}
