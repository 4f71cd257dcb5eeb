//! The practice's clock: this device's, corrected by how far the server's is ahead of it.
//!
//! Measured again and again, because this device's clock may be set while a base is open.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};
use medigest_application::ports::Clock;

/// A clock that can be measured against a server's.
pub struct PracticeClock {
    device: Arc<dyn Clock>,
    /// None until the server was asked.
    ahead: Mutex<Option<Duration>>,
}

impl PracticeClock {
    /// The clock `device`, which was not measured yet.
    #[must_use]
    pub fn of(device: Arc<dyn Clock>) -> Self {
        Self {
            device,
            ahead: Mutex::default(),
        }
    }

    /// How far the server's clock is ahead of this device's, as far as is known.
    #[must_use]
    pub fn ahead(&self) -> Duration {
        self.known().unwrap_or_default()
    }

    /// Asks the server what time it shows. The answer was true at some moment between the question and its arrival,
    /// which bounds how far the server is ahead: what is known only changes as much as these bounds want, so that a
    /// slow answer never makes it worse. Without an answer it stays as it is.
    pub async fn measure(&self, ask: impl Future<Output = Option<DateTime<Utc>>>) {
        let asked = self.device.now();
        let Some(shown) = ask.await else { return };
        let answered = self.device.now();
        if answered < asked {
            // This device's clock was put back meanwhile, so that nothing is bounded.
            return;
        }
        let (least, most) = (shown - answered, shown - asked);
        let mut known = self.known();
        *known = Some(match *known {
            Some(known) => known.clamp(least, most),
            None => least + (most - least) / 2,
        });
    }

    fn known(&self) -> MutexGuard<'_, Option<Duration>> {
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for PracticeClock {
    fn now(&self) -> DateTime<Utc> {
        self.device.now() + self.ahead()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medigest_sample::builders::FixedClock;

    /// A device and a server whose clocks pass alike; the way to the server and back takes time.
    struct Scene {
        device: Arc<FixedClock>,
        server: FixedClock,
        clock: PracticeClock,
    }

    impl Scene {
        /// The server is this far ahead.
        fn ahead_by(seconds: i64) -> Self {
            let device = Arc::new(FixedClock::default());
            let server = FixedClock::default();
            server.advance(Duration::seconds(seconds));
            let clock = PracticeClock::of(device.clone());
            Self {
                device,
                server,
                clock,
            }
        }

        fn pass(&self, time: Duration) {
            self.device.advance(time);
            self.server.advance(time);
        }

        async fn measure(&self, there: Duration, back: Duration) {
            let ask = async {
                self.pass(there);
                let shown = self.server.now();
                self.pass(back);
                Some(shown)
            };
            self.clock.measure(ask).await;
        }

        /// How far the practice's clock is off the server's.
        fn off(&self) -> Duration {
            (self.clock.now() - self.server.now()).abs()
        }
    }

    const QUICK: Duration = Duration::milliseconds(2);

    #[tokio::test]
    async fn a_device_whose_clock_is_set_follows_the_server_at_the_next_measure() {
        let scene = Scene::ahead_by(90);
        scene.measure(QUICK, QUICK).await;
        assert_eq!(scene.off(), Duration::zero());
        for jump in [Duration::hours(-2), Duration::minutes(45)] {
            scene.device.advance(jump);
            assert!(scene.off() >= jump.abs() - QUICK, "before it is measured");
            scene.measure(QUICK, QUICK).await;
            assert!(scene.off() <= QUICK, "{jump}: off by {}", scene.off());
        }
    }

    #[tokio::test]
    async fn a_slow_answer_never_makes_it_worse() {
        let ways = [0, 3, 400, 7_000].map(Duration::milliseconds);
        for jump in [0, 1, 250, -2_000, 3_600_000].map(Duration::milliseconds) {
            for there in ways {
                for back in ways {
                    let scene = Scene::ahead_by(-30);
                    scene.measure(QUICK, QUICK).await;
                    scene.device.advance(jump);
                    let before = scene.off();
                    scene.measure(there, back).await;
                    let after = scene.off();
                    assert!(after <= before, "{jump} {there} {back}: {before}, {after}");
                    assert!(after <= there + back, "{jump} {there} {back}: {after}");
                }
            }
        }
    }

    #[tokio::test]
    async fn a_first_slow_answer_is_mended_by_a_quick_one() {
        let scene = Scene::ahead_by(90);
        scene.measure(Duration::zero(), Duration::seconds(6)).await;
        assert_eq!(scene.off(), Duration::seconds(3));
        scene.measure(QUICK, QUICK).await;
        assert!(scene.off() <= QUICK);
    }

    #[tokio::test]
    async fn a_server_that_does_not_answer_changes_nothing() {
        let scene = Scene::ahead_by(90);
        scene.clock.measure(async { None }).await;
        assert_eq!(scene.clock.ahead(), Duration::zero());
        scene.measure(QUICK, QUICK).await;
        let known = scene.clock.ahead();
        scene.clock.measure(async { None }).await;
        assert_eq!(scene.clock.ahead(), known);
    }

    #[tokio::test]
    async fn a_clock_that_is_put_back_during_a_measure_is_measured_by_the_next() {
        let scene = Scene::ahead_by(90);
        scene.measure(QUICK, QUICK).await;
        let known = scene.clock.ahead();
        let put_back = async {
            scene.device.advance(Duration::minutes(-10));
            Some(scene.server.now())
        };
        scene.clock.measure(put_back).await;
        assert_eq!(scene.clock.ahead(), known);
        scene.measure(QUICK, QUICK).await;
        assert!(scene.off() <= QUICK);
    }
}
