"""The pages of consultations: thin, and none of them says who voted what."""
