"""Papers for the tests: one with all ten, and one that takes them back."""

GOOD = """STUDENT DATA AGREEMENT

between Larchmere Learning, Inc. ("Provider") and the Ashgrove Board of Education ("Board")

WHEREAS, the Family Educational Rights and Privacy Act protects education records; and

1. Definitions

"Student Data" means student information, student records and student-generated content, taken together.

2. Ownership. Student Data is the property of the Board and under its control, and is neither the property of the Provider nor under the Provider's control.

3. Deletion. The Board may ask for deletion of Student Data by e-mail to privacy@larchmere.example. The Provider deletes it within ten days.

4. Use. Provider shall:
(a) use Student Data only for the purposes that this Agreement authorizes;
(b) not sell Student Data; and
(c) not use Student Data for targeted advertising.

5. Families. A parent, guardian or student may review personally identifiable information by writing to the principal. The principal passes the request on, and the Provider shows the data, or corrects what is wrong, within ten days.

6. Security

The Provider shall take actions designed to ensure the security and confidentiality of Student Data, such as encryption.

7. Breach

| What was breached | Notice to the Board |
| Student information | in writing within 30 days of discovery |
| Directory information, records or content | in writing within 60 days of discovery |

In each case the Provider notifies the Board of the breach by telephone and in writing, and tells what happened.

8. End. When this Agreement expires, the Provider shall not retain Student Data, and it shall not be available to the Provider.

9. FERPA. The Provider and the Board shall each ensure compliance with FERPA.

10. Law. Connecticut law governs the rights and duties of the Provider and the Board.

11. Severability. If a court holds a provision invalid, the other provisions remain in effect.

12. Term. This Agreement runs from July 1, 2026 to June 30, 2028.

Signed for the Board by Maren Oakes, Superintendent, June 3, 2026

Signed for the Provider by Tobin Reyes, President, June 9, 2026
"""
BAD = """LARCHMERE TERMS OF SERVICE

Larchmere Learning, Inc. ("Larchmere," "we," "us") runs this site for schools ("you").

Everything that students submit becomes the property of Larchmere.

We may use student information to train our AI models, to build profiles of students and to send offers to families from our partners, and we may sell student data.

We may change these terms at any time by posting a new version. These terms prevail over any addendum or purchase order of a school.

We do not guarantee the security of student data and are not responsible for unauthorized access to it.

We may, at our sole discretion, tell you about a breach. We keep student data indefinitely after your contract ends. We do not honor requests to delete student data.

Parents may not review or correct student records.

FERPA does not apply to Larchmere. The law of Texas governs. If any term is held invalid, the whole agreement is void.

Our Privacy Policy is incorporated by reference. See Exhibit B.
"""
