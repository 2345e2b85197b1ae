import { Alert, Button, Card, TextField, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import { useLogin } from 'react-admin';
import { messageOf, useConsole } from '../providers/use-console.js';

/** Signs in; on a system without an account it makes the first one, with the set-up code. */
export function LoginPage() {
  const login = useLogin();
  const console = useConsole();
  const [firstRun, setFirstRun] = useState(false);
  useEffect(() => {
    console.ask<{ needed: boolean }>('setup').then(
      ({ needed }) => setFirstRun(needed),
      () => setFirstRun(false), // the sign-in itself will say what is wrong
    );
  }, [console]);
  const [isUnderWay, setUnderWay] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isUnderWay) return; // pressed twice
    setUnderWay(true);
    setProblem(null);
    const form = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    login({ username: text('name'), password: text('password'), ...(firstRun ? { code: text('code') } : {}) })
      .catch((error: unknown) => setProblem(messageOf(error)))
      .finally(() => setUnderWay(false));
  };
  return (
    <Card component="main" sx={{ maxWidth: 380, mx: 'auto', mt: 12, p: 4 }}>
      <Typography variant="h5" component="h1" gutterBottom>
        SoulSync
      </Typography>
      {firstRun ? (
        <Typography gutterBottom>
          Create the first account. The set-up code was printed when SoulSync started; it is also in run/setup-code in the data folder.
        </Typography>
      ) : null}
      <form onSubmit={submit}>
        {firstRun ? <TextField name="code" label="Set-up code" fullWidth margin="normal" required /> : null}
        <TextField name="name" label="Name" autoComplete="username" fullWidth margin="normal" required />
        <TextField
          name="password"
          label="Password"
          type="password"
          autoComplete={firstRun ? 'new-password' : 'current-password'}
          fullWidth
          margin="normal"
          required
        />
        {problem === null ? null : (
          <Alert severity="error" sx={{ mt: 1 }}>
            {problem}
          </Alert>
        )}
        <Button type="submit" variant="contained" aria-busy={isUnderWay} fullWidth sx={{ mt: 2 }}>
          {firstRun ? 'Create the first account' : 'Sign in'}
        </Button>
      </form>
    </Card>
  );
}
