export { EmptyState as Nothing } from '../components/EmptyState.js';
