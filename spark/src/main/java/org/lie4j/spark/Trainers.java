package org.lie4j.spark;

import org.lie4j.eval.run.ModelTrainer;

/** Makes the driver's trainer anew on an executor. */
final class Trainers {
    private Trainers() {}

    static ModelTrainer named(String className) {
        try {
            return Class.forName(className, true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(ModelTrainer.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "expected " + className + " with a public constructor without parameters on the executor, got " + e,
                    e);
        }
    }
}
