export type { ChangeView, TextDiff } from './core/change-view.ts';
export {
  type Attempts,
  attempts,
  type ByteStream,
  type Command,
  type Conversation,
  commandOf,
  type Dialogue,
  dialogue,
  type Progress,
  type Stdin,
  type Step,
} from './core/command.ts';
export type { Channel, Connection, Exit, Transport } from './core/connection.ts';
export type { ErrorView } from './core/error-view.ts';
export {
  CancelledError,
  CommandError,
  ConnectionError,
  DefinitionError,
  DroverError,
  type ErrorCode,
  NotConvergedError,
  NothingMatchedError,
  RefusedError,
  TimeoutError,
  UsageError,
} from './core/errors.ts';
export type { HostOutcome, PlayOutline, RunEvent, TaskOutcome, TaskPlace } from './core/event.ts';
export { exitCodeOf } from './core/exit-code.ts';
export type { Host, Inventory } from './core/host.ts';
export type { Finding, GateFinding, HostCheck, HostFigures, PreflightVerdict } from './core/host-check.ts';
export type { HostOrder } from './core/host-order.ts';
export { defineModule, type Module, type ModuleSpec } from './core/module.ts';
export { type Play, type PlayOptions, type PlayScope, play, type Work } from './core/play.ts';
export {
  type Answer,
  all,
  type ControllerQuery,
  controllerQuery,
  each,
  type HostQuery,
  known,
  mapQuery,
  type Query,
  query,
} from './core/query.ts';
export type { Reporter } from './core/reporter.ts';
export type { Resource, Resources } from './core/resource.ts';
export { type HostResult, type RunResult, reduce, type TaskResult } from './core/result.ts';
export type { Rollout, Share } from './core/rollout.ts';
export type { Controller, Scope } from './core/scope.ts';
export { Secret } from './core/secret.ts';
export { lines, type Shell, type ShellValue, sh } from './core/sh.ts';
export {
  type Group,
  type GroupOptions,
  group,
  type Look,
  type PlannedChange,
  type Task,
  type TaskNode,
  type TaskOptions,
  type Transaction,
  type TransactionOptions,
  transaction,
} from './core/task.ts';
export { type DroverConfig, defineConfig } from './define-config.ts';
export type { CompletedRun, PreflightMode } from './engine/execute.ts';
export type { Reach } from './engine/reach.ts';
export { loadInventory } from './inventory/load-inventory.ts';
export type { InventoryOptions } from './inventory/read-sources.ts';
export type { VaultPassword } from './inventory/vault.ts';
export { type RunOptions, run } from './run.ts';
