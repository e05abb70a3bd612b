export {
  createDashboard,
  type Dashboard,
  type DashboardOptions,
  type DashboardServing,
  type OpenDashboard,
} from './create-dashboard.ts'
export type { DashboardServices, Spending } from './services.ts'
