export { type LabHost, type LabUser } from './machine/lab-host.ts';
export { type MachineLab, machineLab } from './machine/machine-lab.ts';
export { type PracticeHost, practiceHosts } from './practice-hosts.ts';
export { type PracticeKind, practiceDown, practiceStatus, practiceUp } from './practice-lab.ts';
