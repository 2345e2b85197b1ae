import { Button, Typography } from '@mui/material';
import { Component } from 'react';
import type { ErrorInfo, ReactNode } from 'react';

interface Props {
  /** A change of it is a new page, which may be well. */
  readonly at: string;
  readonly children: ReactNode;
}

/** What is wrong with a page stays on that page: the frame around it goes on, and it can be tried again. */
export class PageBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    globalThis.console.error(error, componentStack); // for whoever looks for the reason; the page has only its words
  }

  override componentDidUpdate({ at }: Props): void {
    if (at !== this.props.at && this.state.error) this.setState({ error: null });
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div role="alert">
        <Typography variant="h1">This page can’t be shown</Typography>
        <Typography sx={{ my: 2, overflowWrap: 'anywhere' }}>{error.message}</Typography>
        <Button onClick={() => this.setState({ error: null })}>Try again</Button>{' '}
        <Button onClick={() => window.location.reload()}>Load SoulSync again</Button>
      </div>
    );
  }
}
