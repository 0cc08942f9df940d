package dev.bochner.store;

import java.util.ArrayList;
import java.util.List;

/** Stands for the death of the process at one point between the steps of the store's protocol. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    private Crash(String point) {
        super(point, null, false, false);
    }

    static Crash of(String point) {
        return new Crash(point);
    }

    /** Writes down every point that is passed. */
    static final class Recorder implements StepListener {
        final List<String> points = new ArrayList<>();

        @Override
        public void before(String step) {
            points.add("before " + step);
        }

        @Override
        public void after(String step) {
            points.add("after " + step);
        }
    }

    /** Throws at the given point, counted from 0. */
    static StepListener at(int index) {
        return new StepListener() {
            private int passed;

            @Override
            public void before(String step) {
                pass("before " + step);
            }

            @Override
            public void after(String step) {
                pass("after " + step);
            }

            private void pass(String point) {
                if (passed++ == index) {
                    throw new Crash(point);
                }
            }
        };
    }
}
