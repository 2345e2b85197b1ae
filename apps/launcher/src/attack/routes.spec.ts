import { describe, expect, it } from '@jest/globals';
import { filled, neededRole, routesOf } from './routes.js';

describe('routes of an OpenAPI document', () => {
  it('are all its operations, with the names of what their bodies hold', () => {
    expect(
      routesOf({
        paths: {
          '/api/v1/blocks': {
            get: {},
            post: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/BlockPeer' } } } } },
          },
          '/api/v1/things/{id}': {
            delete: {},
            post: { requestBody: { content: { 'text/csv': { schema: { properties: { a: {} } } } } } },
          },
        },
        components: { schemas: { BlockPeer: { properties: { username: {}, cause: {} } } } },
      }),
    ).toEqual([
      { method: 'GET', path: '/api/v1/blocks', fields: null, contentType: 'application/json', declaredRole: null },
      { method: 'POST', path: '/api/v1/blocks', fields: ['username', 'cause'], contentType: 'application/json', declaredRole: null },
      { method: 'DELETE', path: '/api/v1/things/{id}', fields: null, contentType: 'application/json', declaredRole: null },
      { method: 'POST', path: '/api/v1/things/{id}', fields: ['a'], contentType: 'text/csv', declaredRole: null },
    ]);
  });
  it.each([
    ['GET', '/ping', 'nobody'],
    ['POST', '/api/v1/session', 'nobody'],
    ['GET', '/api/v1/session', 'viewer'],
    ['GET', '/api/v1/media-server', 'admin'],
    ['POST', '/api/v1/api-keys', 'admin'],
    ['GET', '/api/v1/logs', 'admin'],
    ['GET', '/api/v1/users', 'admin'],
    ['POST', '/api/v1/users/{id}/password', 'admin'],
    ['POST', '/api/v1/session/password', 'viewer'],
    ['DELETE', '/api/v1/sessions/{id}', 'viewer'],
    ['GET', '/api/v1/settings/{id}', 'admin'],
    ['GET', '/api/v1/parked-events/{id}', 'viewer'],
    ['POST', '/api/v1/parked-events/{id}/retry', 'admin'],
    ['GET', '/api/v1/playlists/{id}', 'viewer'],
    ['DELETE', '/api/v1/playlists/{id}', 'editor'],
    ['POST', '/api/v1/tomorrow', 'editor'],
  ])('%s %s is for %s', (method, path, needed) => {
    expect(neededRole({ method, path })).toBe(needed);
  });
  it('have their parameters filled', () => {
    expect(filled('/a/{id}/picture/{which}', 'x')).toBe('/a/x/picture/x');
  });
});
