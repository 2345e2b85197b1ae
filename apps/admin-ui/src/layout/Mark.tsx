/** Two half records sliding into line: what you want and what you own; together an S. */
export const Mark = ({ size = 26 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" style={{ flex: 'none' }}>
    <path fill="var(--ink)" d="M15 3a10 10 0 0 0 0 20v-6.4a3.6 3.6 0 0 1 0-7.2z" />
    <path fill="var(--working-mark)" d="M17 9a10 10 0 0 1 0 20v-6.4a3.6 3.6 0 0 0 0-7.2z" />
  </svg>
);
