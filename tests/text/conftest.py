"""Properties are tried on enough examples to find what is wrong, and not by the clock."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "broadside", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("broadside")
