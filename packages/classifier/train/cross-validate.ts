// biome-ignore-all lint/style/noNonNullAssertion: every index comes from the loop or table that made it

import { conventionalTypes } from '../src/conventional-type.ts'
import { featuresOf } from '../src/type-features.ts'
import { confidencesOf, expectedCalibrationError, fitTemperature, type HeldOut, indexOfMax } from './calibration.ts'
import { type CommitRow, foldsOf, groupRepositories } from './commit-rows.ts'
import { type Example, logitsOf, type TrainedModel, type TrainingOptions, trainSoftmax } from './softmax-regression.ts'

/** Chosen by cross-validation over repositories: 4–10 epochs, rates 0.02–0.1, L2 1e-5–3e-3, vocabularies of 4,300–10,000 were tried. */
export const trainingOptions: TrainingOptions = {
  classes: conventionalTypes.length,
  minRows: 4,
  minGroups: 2,
  epochs: 8,
  rate: 0.02,
  l2: 1e-5,
  balance: 0.4,
}

export const foldCount = 5

/** What a model reaches on repositories it has not seen. */
export interface CrossValidation {
  /** One per fold, trained on the other folds. */
  readonly models: readonly TrainedModel[]
  readonly folds: readonly number[]
  readonly accuracy: number
  readonly macroF1: number
  /** Per class: precision, recall, F1, rows. */
  readonly perClass: readonly {
    readonly precision: number
    readonly recall: number
    readonly f1: number
    readonly rows: number
  }[]
  /** Rows true class, columns predicted class. */
  readonly confusion: readonly (readonly number[])[]
  readonly temperature: number
  /** Over all folds' held-out predictions, each at the temperature fitted on the other folds. */
  readonly ece: number
  readonly eceUncalibrated: number
}

/** The rows as training examples. */
export function examplesOf(rows: readonly CommitRow[]): Example[] {
  const group = groupRepositories(rows)
  return rows.map((row) => ({
    features: featuresOf([{ text: row.subject, weight: 1 }], row.paths),
    label: row.type,
    group: group.get(row.repo)!,
  }))
}

/** Trains once per fold on the other folds' repositories and predicts the fold's own. */
export function crossValidate(rows: readonly CommitRow[], options: TrainingOptions = trainingOptions): CrossValidation {
  const folds = foldsOf(rows, foldCount)
  const examples = examplesOf(rows)
  const perFold: HeldOut[][] = []
  const models: TrainedModel[] = []
  for (let fold = 0; fold < foldCount; fold++) {
    const model = trainSoftmax(
      examples.filter((_, index) => folds[index] !== fold),
      options,
    )
    models.push(model)
    perFold.push(
      examples
        .filter((_, index) => folds[index] === fold)
        .map(({ features, label }) => ({ logits: logitsOf(model, features), label })),
    )
  }
  const all = perFold.flat()
  const confusion = conventionalTypes.map(() => conventionalTypes.map(() => 0))
  for (const { logits, label } of all) confusion[label]![indexOfMax(logits)]! += 1
  const perClass = conventionalTypes.map((_, k) => {
    const hits = confusion[k]![k]!
    const rowsOfClass = confusion[k]!.reduce((sum, count) => sum + count, 0)
    const predicted = confusion.reduce((sum, row) => sum + row[k]!, 0)
    const precision = predicted === 0 ? 0 : hits / predicted
    const recall = rowsOfClass === 0 ? 0 : hits / rowsOfClass
    return {
      precision,
      recall,
      f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
      rows: rowsOfClass,
    }
  })
  // Each fold at the temperature that the other folds ask for.
  const calibrated = perFold.flatMap((own) =>
    confidencesOf(own, fitTemperature(perFold.filter((fold) => fold !== own).flat())),
  )
  return {
    models,
    folds: perFold.map(accuracyOf),
    accuracy: accuracyOf(all),
    macroF1: perClass.reduce((sum, each) => sum + each.f1, 0) / perClass.length,
    perClass,
    confusion,
    temperature: fitTemperature(all),
    ece: expectedCalibrationError(calibrated),
    eceUncalibrated: expectedCalibrationError(confidencesOf(all, 1)),
  }
}

function accuracyOf(predictions: readonly HeldOut[]): number {
  return predictions.filter(({ logits, label }) => indexOfMax(logits) === label).length / predictions.length
}
